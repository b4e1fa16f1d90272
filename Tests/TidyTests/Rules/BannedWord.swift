import Glibc

/// A word that may not appear in some folders, with the reason.
struct BannedWord: Sendable {
    /// Compared as it stands; where it begins or ends with a letter, a word must begin or end.
    let word: String
    var folders = ["Sources", "Migrations", "Tools"]
    var exceptions: [String] = []
    /// Whether comments, strings and files that are not Swift are searched too.
    var isBannedInText = false
    let reason: String

    static let pure = ["Sources/Ledger", "Sources/Orchestration", "Sources/Prompts"]
    static let everywhere = [
        ".ci", "CHANGELOG.md", "Docs", "Migrations", "Package.swift", "README.md", "Sources",
        "Tests", "Tools",
    ]

    static let all = promises + clocks + dice + waiting + world + traps + output + testing

    /// Spelled in two halves, because this file is searched as well.
    private static let promises = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].map {
        BannedWord(
            word: $0, folders: everywhere, isBannedInText: true,
            reason: "finish it, or write the reason down as a decision")
    }

    private static let clocks = [
        "Date()", "Date.now", "Clock", "ContinuousClock", "SuspendingClock", "DispatchTime",
        "clock_gettime", "gettimeofday",
    ].map { BannedWord(word: $0, folders: pure, reason: "time arrives with the command") }

    private static let dice = [
        "random(", "randomElement(", "shuffled(", "shuffle(", "SystemRandomNumberGenerator",
        "UUID()", "SymmetricKey(",
    ].map { BannedWord(word: $0, folders: pure, reason: "randomness arrives with the command") }

    private static let waiting = ["async", "await", "Thread", "DispatchQueue", "Mutex"].map {
        BannedWord(word: $0, folders: pure, reason: "the core does not wait")
    }

    private static let world = [
        "FileManager", "FileHandle", "URLSession", "ProcessInfo", "getenv", "fopen",
    ].map { BannedWord(word: $0, folders: pure, reason: "the core has no input and no output") }

    private static let traps = [
        BannedWord(word: "try!", reason: "errors are typed and returned"),
        BannedWord(word: "as!", reason: "a cast that can fail is a case to handle"),
        BannedWord(
            word: "DatabasePool", folders: ["Sources", "Tests", "Tools"],
            reason: "it sets synchronous=NORMAL, with which a power cut loses commits"),
    ]

    private static let output = ["print(", "debugPrint(", "dump(", "NSLog("].map {
        BannedWord(
            word: $0, folders: ["Sources"], exceptions: ["Sources/GrokCommands/Rendering"],
            reason: "only the rendering of commands writes to the terminal")
    }

    private static let testing = [
        "Thread.sleep", "withKnownIssue(", ".disabled(", "#expect(true)",
    ].map {
        BannedWord(
            word: $0, folders: ["Tests"],
            reason: "a test awaits what it tests, runs always and can fail")
    }

    /// The places of the word in a file, whether or not it is banned there.
    func lines(in file: SourceFile) -> [Int] {
        let text = isBannedInText ? file.text : file.code
        // Fifty words in megabytes of text take seconds when every line is looked at.
        guard strstr(text, word) != nil else { return [] }
        let lines = isBannedInText ? file.lines : file.codeLines
        return lines.indices.filter { contains(Array(lines[$0].utf8)) }.map { $0 + 1 }
    }

    private func contains(_ line: [UInt8]) -> Bool {
        let word = Array(word.utf8)
        guard let first = word.first, let last = word.last, line.count >= word.count else {
            return false
        }
        return (0...(line.count - word.count)).contains { start in
            let end = start + word.count
            return line[start] == first && line[start..<end].elementsEqual(word)
                && !(first.isWordByte && start > 0 && line[start - 1].isWordByte)
                && !(last.isWordByte && end < line.count && line[end].isWordByte)
        }
    }
}
