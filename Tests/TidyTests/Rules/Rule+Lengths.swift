extension Rule {
    static let columnsMax = 100
    static let functionLinesMax = 70
    static let fileLinesMax = 600

    /// Prose and transcripts of output break their lines where they must.
    static let lineLength = Rule(
        name: "No line of code is longer than \(columnsMax) columns",
        planted: [
            SourceFile(path: "Sources/A/A.swift", text: String(repeating: "x", count: 101)),
            SourceFile(path: "Migrations/a.sql", text: "\n" + String(repeating: "é", count: 101)),
        ],
        innocent: [
            SourceFile(path: "Sources/A/A.swift", text: String(repeating: "é", count: 100)),
            SourceFile(path: "Docs/A.md", text: String(repeating: "x", count: 101)),
        ]
    ) { file in
        guard file.isCode else { return [] }
        return file.lines.enumerated().compactMap { index, line in
            guard line.utf8.count > columnsMax, line.count > columnsMax else { return nil }
            return Finding(
                path: file.path, line: index + 1,
                message: "the line has \(line.count) columns, and the limit is \(columnsMax)")
        }
    }

    static let functionLength = Rule(
        name: "No function is longer than \(functionLinesMax) lines",
        planted: [
            SourceFile(path: "Sources/A/A.swift", text: function("func a()", lines: 71)),
            SourceFile(path: "Tests/A/A.swift", text: function("init(a: [Int])", lines: 71)),
        ],
        innocent: [
            SourceFile(path: "Sources/A/A.swift", text: function("func a()", lines: 70)),
            SourceFile(path: "Docs/A.md", text: function("func a()", lines: 71)),
        ]
    ) { file in
        guard file.path.hasSuffix(".swift") else { return [] }
        return FunctionFinder.functions(in: file).filter { $0.lines > functionLinesMax }.map {
            Finding(
                path: file.path, line: $0.firstLine,
                message: "'\($0.name)' has \($0.lines) lines, and the limit is \(functionLinesMax)")
        }
    }

    static let fileLength = Rule(
        name: "No file of code is longer than \(fileLinesMax) lines",
        planted: [SourceFile(path: "A.swift", text: String(repeating: "\n", count: 601))],
        innocent: [SourceFile(path: "A.swift", text: String(repeating: "\n", count: 600))]
    ) { file in
        guard file.isCode, file.lines.count > fileLinesMax else { return [] }
        return [
            Finding(
                path: file.path, line: nil,
                message: "the file has \(file.lines.count) lines, and the limit is \(fileLinesMax)")
        ]
    }

    private static func function(_ signature: String, lines: Int) -> String {
        signature + " {\n" + String(repeating: "    a()\n", count: lines - 2) + "}\n"
    }
}

extension SourceFile {
    /// Swift, C, SQL and shell; not prose, data or transcripts.
    var isCode: Bool {
        [".swift", ".c", ".h", ".sql", ".sh", ".py"].contains(where: path.hasSuffix) || isScript
    }

    /// A shell script, whatever it is called.
    var isScript: Bool {
        text.hasPrefix("#!") && (lines.first?.contains("sh") ?? false)
    }
}
