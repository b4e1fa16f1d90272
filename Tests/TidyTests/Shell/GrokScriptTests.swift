import Foundation
import Testing

@Suite("Tools/grok")
struct GrokScriptTests {
    /// A repository with the real scripts and a stand-in for the compiler, whose binary prints its
    /// arguments and its input and ends with 3.
    private func repository() throws -> Bash {
        let bash = try Bash()
        for name in ["grok", "progress", "release"] {
            try bash.write("Tools/\(name)", Repository.text("Tools/\(name)") ?? "")
        }
        try bash.write("Tools/setup", "#!/bin/bash\necho \"setup $*\" >>calls\n")
        try bash.write("Package.swift", "")
        try bash.write("Migrations/a.sql", "")
        try bash.write("Sources/A/A.swift", "")
        try bash.write(
            "binary", "#!/bin/bash\necho \"$# arguments: $*\"\ncat\necho error >&2\nexit 3\n")
        try bash.stub(
            "swift",
            """
            echo "$1" >>calls
            echo '[1/2] Compiling'
            echo 'A.swift: error: wrong'
            [[ ! -e fails ]] || exit 1
            mkdir -p .build-release/release
            cp binary .build-release/release/grok
            """)
        return bash
    }

    @Test("It builds once, then becomes the program: arguments, input, output and exit code")
    func becomesTheProgram() throws {
        let bash = try repository()
        let first = try bash.run("echo input | Tools/grok ledger 'a b'")
        #expect(first.output == "2 arguments: ledger a b\ninput\n" && first.status == 3)
        #expect(first.errors.hasPrefix("grok: building the release binary; the first time takes"))
        #expect(first.errors.hasSuffix("\nerror\n") && !first.errors.contains("Compiling"))
        let second = try bash.run("Tools/grok")
        #expect(second.output == "0 arguments: \n" && second.errors == "error\n")
        #expect(bash.text("calls") == "setup build\nbuild\n")
        try bash.remove()
    }

    @Test(
        "A change of a source builds again, also one that removes a file",
        arguments: ["touch Sources/A/A.swift", "rm Migrations/a.sql", "touch Package.swift"])
    func rebuilds(change: String) throws {
        let bash = try repository()
        _ = try bash.run("Tools/grok")
        let result = try bash.run("\(change); Tools/grok")
        #expect(result.errors.hasPrefix("grok: the sources have changed; building again."))
        #expect(bash.text("calls") == "setup build\nbuild\nsetup build\nbuild\n")
        #expect(try bash.run("Tools/grok").errors == "error\n")
        try bash.remove()
    }

    @Test("A build that fails is shown, ends with 70, and the old binary is not run")
    func failure() throws {
        let bash = try repository()
        _ = try bash.run("Tools/grok")
        let result = try bash.run("touch fails Sources/A/A.swift; Tools/grok")
        #expect(result.status == 70 && result.output.isEmpty)
        #expect(result.errors.contains("\nA.swift: error: wrong\nThe build failed with"))
        #expect(!result.errors.contains("[1/2]"))
        #expect(try bash.run("rm fails; Tools/grok").status == 3)
        try bash.remove()
    }

    @Test("Of several that start at once, one builds and the others wait for it")
    func concurrent() throws {
        let bash = try repository()
        let result = try bash.run("for i in 1 2 3 4; do Tools/grok $i & done; wait")
        #expect(
            Set(result.output.split(separator: "\n"))
                == ["1 arguments: 1", "1 arguments: 2", "1 arguments: 3", "1 arguments: 4"])
        #expect(bash.text("calls") == "setup build\nbuild\n")
        try bash.remove()
    }
}
