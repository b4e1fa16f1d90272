/// When the disk runs full in one trial, and how much it still takes.
struct DiskFullScenario: Sendable {
    enum Moment: Hashable, Sendable {
        /// Before the program starts.
        case opening
        /// As soon as this attempt of the run, from 1, is recorded: while its answer is under way.
        case attempt(Int)
    }

    let moment: Moment
    /// How many pages of 4,096 bytes are left.
    let freePages: Int
    /// Whether the temporary folder lies on the same disk.
    let isTemporaryFull: Bool
    let seed: UInt64

    /// One decomposition, three sub-tasks, one aggregation.
    static let attempts = 5

    /// The options of ``DiskFullTrialCommand``.
    var arguments: [String] {
        var arguments = ["--free-pages", "\(freePages)", "--seed", "\(seed)"]
        if case .attempt(let number) = moment { arguments += ["--attempt", "\(number)"] }
        if isTemporaryFull { arguments.append("--temporary-full") }
        return arguments
    }

    var description: String {
        let when =
            switch moment {
            case .opening: "before the start"
            case .attempt(let number): "during attempt \(number)"
            }
        return "\(freePages) pages left \(when)" + (isTemporaryFull ? ", no temporary folder" : "")
    }

    /// Every step: each attempt with each room between nothing and more than it takes, and each
    /// room for opening. The short ones are spread over them.
    static func all(seed: UInt64, isLong: Bool) -> [DiskFullScenario] {
        let rooms = isLong ? Array(0...39) : [0, 3, 12]
        let openings = isLong ? Array(0...99) : [0, 40, 95]
        var scenarios: [DiskFullScenario] = []
        for attempt in 1...attempts {
            for pages in rooms {
                scenarios.append(
                    DiskFullScenario(
                        moment: .attempt(attempt), freePages: pages,
                        isTemporaryFull: (attempt + pages).isMultiple(of: 2), seed: seed))
            }
        }
        return scenarios
            + openings.map {
                DiskFullScenario(
                    moment: .opening, freePages: $0, isTemporaryFull: false, seed: seed)
            }
    }
}
