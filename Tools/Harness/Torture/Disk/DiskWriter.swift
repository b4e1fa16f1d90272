/// The writer in a process of its own, with the library between it and its disk.
struct DiskWriter: Sendable {
    /// How it is run.
    struct Conditions: Sendable {
        var isNormal = false
        var isTraced = true
        var fault: DiskLibrary.FaultPoint?
        var tries = 1
        var usesFreshIDs = false
    }

    /// Nil: nothing stands in between, and there is no trace.
    let library: DiskLibrary?
    /// Holds the trace and the acknowledgements.
    let folder: String
    let seed: UInt64
    let events: Int
    /// What is watched; the home is in it.
    let watched: String

    /// - Parameter watched: a folder in `folder` if it is nil.
    init(
        library: DiskLibrary?, folder: String, seed: UInt64, events: Int, watched: String? = nil
    ) {
        self.library = library
        self.folder = folder
        self.seed = seed
        self.events = events
        self.watched = watched ?? folder + "/disk"
    }

    var home: String { watched + "/home" }
    var trace: String { folder + "/trace" }
    var marks: String { folder + "/marks" }

    func start(_ conditions: Conditions = Conditions()) throws -> Child {
        var arguments = [
            "append-and-acknowledge", "--home", home, "--marks", marks, "--seed", "\(seed)",
            "--events", "\(events)", "--tries", "\(conditions.tries)",
        ]
        if conditions.usesFreshIDs { arguments.append("--fresh-ids") }
        return try Child.start(
            GrokBinary.executable, arguments,
            environment: library?.environment(
                folder: watched, trace: conditions.isTraced ? trace : nil, marks: marks,
                isNormal: conditions.isNormal, fault: conditions.fault) ?? [:],
            errors: .file(folder + "/errors"))
    }

    /// Runs it to its end.
    @discardableResult
    func run(_ conditions: Conditions = Conditions()) throws -> Ending {
        try start(conditions).wait(seconds: 120)
    }
}
