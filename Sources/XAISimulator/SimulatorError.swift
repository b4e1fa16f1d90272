/// Why a simulator could not be started; each `description` is one sentence for a person.
package enum SimulatorError: Error, Equatable, CustomStringConvertible {
    /// Another process listens there already.
    case portInUse(host: String, port: Int)
    /// The simulator accepts every key, so it listens on loopback only.
    case notLoopback(host: String)
    /// The operating system refused for another reason.
    case cannotListen(host: String, port: Int, reason: String)
    /// A configuration value is out of range.
    case badConfiguration(String)

    package var description: String {
        switch self {
        case .portInUse(let host, let port):
            "Port \(port) on \(host) is already in use; choose another, or 0 for any free port."
        case .notLoopback(let host):
            "The simulator listens on loopback only, and \(host) is not a loopback address."
        case .cannotListen(let host, let port, let reason):
            "The simulator cannot listen on \(host), port \(port): \(reason)."
        case .badConfiguration(let sentence):
            sentence
        }
    }
}
