extension Rule {
    static let forceUnwrap = Rule(
        name: "No optional is unwrapped by force outside tests",
        planted: [
            SourceFile(path: "Sources/A/A.swift", text: "let a = b!"),
            SourceFile(path: "Sources/A/A.swift", text: "f(x)!.y"),
            SourceFile(path: "Tools/A/A.swift", text: "var a: [Int]!"),
            SourceFile(path: "Sources/A/A.swift", text: "a[1]![2]"),
        ],
        innocent: [
            SourceFile(path: "Sources/A/A.swift", text: "if !a, a != b, a!=b { } // now!"),
            SourceFile(path: "Sources/A/A.swift", text: "let a = \"stop!\""),
            SourceFile(path: "Tests/A/A.swift", text: "let a = b!"),
        ]
    ) { file in
        guard file.path.hasSuffix(".swift"), !file.lies(in: "Tests") else { return [] }
        return file.codeLines.enumerated().compactMap { index, line in
            guard hasForceUnwrap(Array(line.utf8)) else { return nil }
            return Finding(
                path: file.path, line: index + 1, message: "an optional is unwrapped by force")
        }
    }

    private static func hasForceUnwrap(_ line: [UInt8]) -> Bool {
        line.indices.dropFirst().contains { index in
            let before = line[index - 1]
            let after = index + 1 < line.count ? line[index + 1] : 0
            return line[index] == UInt8(ascii: "!") && after != UInt8(ascii: "=")
                && (before.isWordByte || [UInt8](")]}>?\"".utf8).contains(before))
        }
    }

    /// What switches the compiler's checks off stands below a comment that says why
    static let reasons = Rule(
        name: "What the compiler does not check has its reason in a comment beside it",
        planted: [
            SourceFile(path: "Sources/A/A.swift", text: "final class A: @unchecked Sendable {"),
            SourceFile(
                path: "Sources/A/A.swift", text: "// a\nlet a = 1\nnonisolated(unsafe) var b = 2"),
        ],
        innocent: [
            SourceFile(
                path: "Sources/A/A.swift",
                text: "/// Only its owner touches it.\nfinal class A: @unchecked Sendable {"),
            SourceFile(
                path: "Sources/A/A.swift", text: "nonisolated(unsafe) var b = 2  // set once"),
        ]
    ) { file in
        guard file.path.hasSuffix(".swift"), !file.lies(in: "Tests") else { return [] }
        return file.codeLines.indices.compactMap { index in
            let code = file.codeLines[index]
            guard code.contains("@unchecked ") || code.contains("nonisolated(unsafe)") else {
                return nil
            }
            let hasComment =
                file.lines[index].contains("//")
                || (index > 0 && file.lines[index - 1].contains("//"))
            return hasComment
                ? nil
                : Finding(path: file.path, line: index + 1, message: "there is no reason beside it")
        }
    }

    /// `Task` means a user's task in every text of this program.
    static let taskIsNotAType = Rule(
        name: "No type is called Task",
        planted: ["struct", "class", "enum", "actor", "typealias"].map {
            SourceFile(path: "Sources/A/A.swift", text: "public \($0) Task: Sendable {}")
        },
        innocent: [SourceFile(path: "Sources/A/A.swift", text: "struct TaskState {}\nTask { a() }")]
    ) { file in
        guard file.path.hasSuffix(".swift") else { return [] }
        let tokens = CodeToken.tokens(of: file.code)
        return zip(tokens, tokens.dropFirst()).compactMap { word, name in
            guard name.text == "Task",
                ["struct", "class", "enum", "actor", "protocol", "typealias"].contains(word.text)
            else { return nil }
            return Finding(path: file.path, line: name.line, message: "a type is called Task")
        }
    }
}
