internal import Foundation
internal import Ledger

/// Where a world keeps its books: the home, or `simulated` inside it.
struct Home: Sendable {
    /// The home that was named or is the default, without regard to the world.
    let root: String
    let world: World

    init(_ options: GlobalOptions, _ environment: Environment) {
        let named = options.home ?? environment.nonBlank("SUPERGROK_HOME")
        root = Self.absolute(named ?? environment.userHome + "/.supergrok", environment)
        world = options.simulate ? .simulated : .live
    }

    private init(root: String, world: World) {
        self.root = root
        self.world = world
    }

    /// The folder of this world's files.
    var directory: String { world == .live ? root : root + "/simulated" }

    /// The same home's other world.
    var other: Home { Home(root: root, world: world == .live ? .simulated : .live) }

    var hasLedger: Bool { FileManager.default.fileExists(atPath: directory + "/ledger.db") }

    private static func absolute(_ path: String, _ environment: Environment) -> String {
        var path = path
        if path == "~" || path.hasPrefix("~/") { path = environment.userHome + path.dropFirst() }
        return URL(fileURLWithPath: path).standardizedFileURL.path
    }
}
