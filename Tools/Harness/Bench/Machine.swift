internal import Foundation

/// What the figures were measured on.
enum Machine {
    struct Facts: Encodable, Sendable {
        let processor: String
        let cores: Int
        let memoryGB: Int
        let kernel: String
    }

    static let facts = Facts(
        processor: processor(), cores: ProcessInfo.processInfo.activeProcessorCount,
        memoryGB: Int((ProcessInfo.processInfo.physicalMemory + (1 << 29)) >> 30),
        kernel: kernel())

    static var text: String {
        "\(facts.processor), \(facts.cores) cores, \(facts.memoryGB) GB, \(facts.kernel)"
    }

    /// The most memory that this process has had, in MB.
    static var ownResidentMB: Int {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024 / 1_000_000
    }

    private static func processor() -> String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).last.map(String.init)
        return name?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    }

    private static func kernel() -> String {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
        return "Linux " + (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
