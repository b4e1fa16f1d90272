internal import Foundation

/// What a command sees of the process around it, in one place, so that nothing else reads it.
struct Environment: Sendable {
    let variables: [String: String]

    static var current: Environment { Environment(variables: ProcessInfo.processInfo.environment) }

    subscript(name: String) -> String? { variables[name] }

    /// The user's home directory.
    var userHome: String { variables["HOME"] ?? NSHomeDirectory() }

    /// The value of `name`, or nil when it is not set or blank.
    func nonBlank(_ name: String) -> String? {
        guard let value = variables[name]?.trimmingCharacters(in: .whitespacesAndNewlines),
            !value.isEmpty
        else { return nil }
        return value
    }
}
