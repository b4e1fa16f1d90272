extension BannedWord {
    /// The rule that finds this word, with samples made from it.
    var rule: Rule {
        let name = "sample.swift"
        let inFolders = folders.map { $0.hasSuffix(".swift") ? $0 : "\($0)/\(name)" }
        let comment = "// \(word)\nlet a = \"\(word)\"\n"
        var innocent = exceptions.map { SourceFile(path: "\($0)/\(name)", text: "a\n\(word)\n") }
        innocent.append(SourceFile(path: "Elsewhere/\(name)", text: word))
        // Letters before and after make another word of it, where it begins and ends with letters.
        if word.utf8.allSatisfy(\.isWordByte) {
            innocent += inFolders.map { SourceFile(path: $0, text: "a\(word)\n\(word)s\n") }
        }
        if !isBannedInText {
            innocent += inFolders.map { SourceFile(path: $0, text: comment) }
        }
        return Rule(
            name: "'\(word)' does not appear in \(folders.joined(separator: ", ")): \(reason)",
            planted: inFolders.map { SourceFile(path: $0, text: "a\n b = \(word) c\n") },
            innocent: innocent
        ) { file in
            guard folders.contains(where: file.lies(in:)),
                !exceptions.contains(where: file.lies(in:))
            else { return [] }
            return lines(in: file).map {
                Finding(path: file.path, line: $0, message: "'\(word)' is banned here: \(reason)")
            }
        }
    }
}
