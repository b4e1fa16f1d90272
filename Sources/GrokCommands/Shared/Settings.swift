internal import Foundation

/// `~/.grok/user-settings.json`: read, never written.
struct UserSettings: Decodable {
    let apiKey: String?
    let baseURL: String?

    static func path(_ environment: Environment) -> String {
        environment.userHome + "/.grok/user-settings.json"
    }

    /// Nil when there is no such file.
    static func load(_ environment: Environment) throws -> UserSettings? {
        let path = path(environment)
        guard let data = FileManager.default.contents(atPath: path) else {
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            throw CommandFailure(.configuration, "\(path) cannot be read")
        }
        do {
            return try JSONDecoder().decode(UserSettings.self, from: data)
        } catch {
            throw CommandFailure(
                .configuration,
                "\(path) is not a JSON object with the strings apiKey and baseURL")
        }
    }
}
