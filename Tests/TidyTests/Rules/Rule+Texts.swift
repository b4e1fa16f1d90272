extension Rule {
    /// Beginnings of paths that exist on one machine only, and hosts that one machine downloads
    /// from. They are spelled in two halves, because this file is searched as well.
    private static let machineWords = [
        "/wo" + "rk/", "/ro" + "ot/", "/fa" + "rm/", "/opt/sw" + "ift", "/opt/whe" + "els",
        "pkg" + ".dev", "artifact" + "registry", "python" + "hosted", "registry.npm" + "js",
        "pypi" + ".org", "proxy.golang" + ".org", "deb.debian" + ".org", "archive.ubuntu" + ".com",
    ]

    static let machinePaths = Rule(
        name: "No text names a path of one machine or a registry's host",
        planted: machineWords.map { SourceFile(path: "Docs/A.md", text: "a\nsee \($0)x") },
        innocent: [SourceFile(path: "Docs/A.md", text: "net" + "work/root/x, ~/.supergrok")]
    ) { file in
        file.lines.enumerated().compactMap { index, line in
            guard let word = machineWords.first(where: { found($0, in: line) }) else { return nil }
            return Finding(path: file.path, line: index + 1, message: "it names '\(word)'")
        }
    }

    /// A path begins where no word goes before it.
    private static func found(_ word: String, in line: Substring) -> Bool {
        line.ranges(of: word).contains { range in
            guard word.hasPrefix("/"), range.lowerBound > line.startIndex else { return true }
            return !line[..<range.lowerBound].utf8.suffix(1).allSatisfy(\.isWordByte)
        }
    }

    /// A key of the provider is `xai-` and 80 letters and digits; examples are shorter.
    static let secrets = Rule(
        name: "No text holds what could be a real key",
        planted: [
            SourceFile(
                path: "Tests/A/A.txt", text: "key: xai-" + String(repeating: "aB3", count: 27))
        ],
        innocent: [SourceFile(path: "README.md", text: "export GROK_API_KEY=xai-your-api-key-1")]
    ) { file in
        file.lines.enumerated().compactMap { index, line in
            let isKey = line.ranges(of: "xai-").contains { range in
                line[range.upperBound...].utf8.prefix(while: \.isWordByte).count >= 40
            }
            return isKey ? Finding(path: file.path, line: index + 1, message: "a key") : nil
        }
    }

    static let shellScripts = Rule(
        name: "Every shell script is bash that stops at the first error",
        planted: [
            SourceFile(path: "Tools/a", text: "#!/bin/sh\nset -euo pipefail\n"),
            SourceFile(path: "Tools/a", text: "#!/usr/bin/env bash\necho a\n"),
        ],
        innocent: [
            SourceFile(path: "Tools/a", text: "#!/usr/bin/env bash\n# A.\nset -euo pipefail\n"),
            SourceFile(path: "Tools/a", text: "#!/usr/bin/env python3\n"),
        ]
    ) { file in
        guard file.isScript else { return [] }
        return [
            ("#!/usr/bin/env bash", "it does not begin with #!/usr/bin/env bash"),
            ("set -euo pipefail", "it does not set -euo pipefail"),
        ].filter { line, _ in !file.lines.contains { $0 == line } }.map {
            Finding(path: file.path, line: nil, message: $0.1)
        }
    }
}
