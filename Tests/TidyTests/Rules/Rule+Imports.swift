extension Rule {
    static let imports = Rule(
        name: "Every folder imports only what the map of the program allows",
        planted: [
            SourceFile(path: "Sources/Prompts/A.swift", text: "import Foundation"),
            SourceFile(path: "Sources/Orchestration/A.swift", text: "internal import GRDB"),
            SourceFile(path: "Sources/XAI/A.swift", text: "public import LedgerStore"),
            SourceFile(path: "Tests/PromptsTests/A.swift", text: "@testable import Ledger"),
            SourceFile(path: "Sources/Ledger/A.swift", text: "import class Dispatch.DispatchQueue"),
            SourceFile(path: "Sources/Ledger/A.swift", text: "@preconcurrency import NIOCore.Sub"),
            SourceFile(path: "Sources/Unknown/A.swift", text: "let a = 1"),
        ],
        innocent: [
            SourceFile(path: "Sources/Ledger/A.swift", text: "import struct Foundation.Data"),
            SourceFile(path: "Sources/Prompts/A.swift", text: "// import Foundation"),
            SourceFile(path: "Sources/Prompts/A.swift", text: "let a = \"import GRDB\""),
            SourceFile(path: "Sources/Prompts/A.swift", text: "let a = Verb.import"),
        ]
    ) { file in
        guard file.path.hasSuffix(".swift") else { return [] }
        let folder = ImportAllowList.modules.keys.first(where: file.lies(in:))
        guard let folder, let allowed = ImportAllowList.modules[folder] else {
            return [
                Finding(
                    path: file.path, line: nil,
                    message: "its folder has no line in ImportAllowList.swift")
            ]
        }
        return file.imports.filter { !allowed.contains(String($0.text)) }.map {
            Finding(
                path: file.path, line: $0.line, message: "\(folder) may not import \($0.text)")
        }
    }
}

extension SourceFile {
    /// The modules that are imported, however the import is spelled.
    var imports: [CodeToken] {
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
        ]
        let tokens = CodeToken.tokens(of: code)
        return tokens.indices.compactMap { index in
            guard tokens[index].text == "import",
                index == 0 || tokens[index - 1].text != "."
            else { return nil }
            return tokens[(index + 1)...].first { !kinds.contains($0.text) }
        }
    }
}
