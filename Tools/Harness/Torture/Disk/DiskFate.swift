/// What becomes of unsynced changes in a power cut. A value: the same seed gives the same disk.
struct DiskFate: Sendable {
    enum Choice: Sendable {
        case dropped, kept, torn
    }

    /// Nil: every file has a fate of its own.
    private let all: Choice?
    private let seed: UInt64

    /// Nothing that was not synced is there.
    static let dropped = DiskFate(all: .dropped, seed: 0)

    private init(all: Choice?, seed: UInt64) {
        self.all = all
        self.seed = seed
    }

    /// One time in ten all is dropped, one in ten all is kept, otherwise each file is drawn.
    init(seed: UInt64) {
        self.seed = seed
        switch Self.mixed(seed) % 10 {
        case 0: all = .dropped
        case 1: all = .kept
        default: all = nil
        }
    }

    func choice(for file: UInt64) -> Choice {
        if let all { return all }
        switch drawn(file, .max - 1) % 8 {
        case 0, 1: return .dropped
        case 2: return .kept
        default: return .torn
        }
    }

    /// How many of `count` changes, in their order, have reached a part of a file: one time in four
    /// none, one in four all.
    func moment(of file: UInt64, part: UInt64, among count: Int) -> Int {
        let drawn = drawn(file, part)
        switch drawn % 4 {
        case 0: return 0
        case 1: return count
        default: return Int((drawn >> 8) % UInt64(count + 1))
        }
    }

    private func drawn(_ file: UInt64, _ part: UInt64) -> UInt64 {
        Self.mixed(
            seed &+ file &* 0x9E37_79B9_7F4A_7C15 &+ Self.mixed(part &+ 0xD1B5_4A32_D192_ED03))
    }

    /// SplitMix64's last step.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
