import Foundation
import Testing

@Suite("Tools/setup")
struct SetupTests {
    /// One package is missing until apt-get has installed it, which needs lists of packages. The
    /// script runs as a copy, since it writes beside itself.
    private func machine() throws -> Bash {
        let bash = try Bash()
        try bash.write("Tools/setup", try #require(Repository.text("Tools/setup")))
        try bash.write(list, "openai==1.0\n")
        try bash.stub("swift", #"echo "Swift version ${SWIFT-6.3.1} (somewhere)""#)
        try bash.stub("id", #"echo "${USER_ID-0}""#)
        try bash.stub(
            "dpkg-query",
            """
            for name in "${@:4}"; do
                [[ $name == liblz4-dev && ! -e installed ]] || echo "installed $name"
            done
            """)
        try bash.stub(
            "apt-get",
            """
            echo "apt-get $*" | tee -a calls
            [[ -z ${NO_NETWORK-} ]] || { echo "E: no network"; exit 100; }
            case $* in
                *update*) touch lists ;;
                *install*) [[ -e lists ]] && touch installed ;;
            esac
            """)
        try bash.stub(
            "sudo",
            """
            [[ $1 != -n ]] || exit "${PASSWORD-0}"
            echo sudo >>calls
            exec "$@"
            """)
        try bash.stub(
            "python3",
            """
            echo "python3 ${*:1:2}" >>calls
            mkdir -p "${!#}/bin"
            echo 'echo "pip $(tail -n 1 "${!#}")" | tee -a calls; exit ${NO_INDEX-0}' \
                >"${!#}/bin/python"
            chmod +x "${!#}/bin/python"
            """)
        return bash
    }

    private let setup = "Tools/setup"
    private let list = "Tests/InteroperationTests/Parts/requirements.txt"

    @Test("It says nothing and changes nothing when all is there")
    func complete() throws {
        let bash = try machine()
        try bash.write("installed", "")
        let result = try bash.run("\(setup) build")
        #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
        #expect(bash.text("calls").isEmpty)
        try bash.remove()
    }

    @Test("It installs what is missing, fetching the lists only when that fails without them")
    func installs() throws {
        let bash = try machine()
        let result = try bash.run("\(setup) test")
        #expect(result.status == 0 && result.output.isEmpty)
        #expect(result.errors.hasPrefix("Installing missing packages: liblz4-dev\nInstalling Py"))
        let calls = bash.text("calls").split(separator: "\n").filter { $0.hasPrefix("apt-get") }
        let steps = calls.map {
            $0.split(separator: " ").first { ["install", "update"].contains($0) }
        }
        #expect(steps == ["install", "update", "install"])
        try bash.remove()
    }

    @Test("It makes the tests' Python environment, and again only when the list has changed")
    func python() throws {
        let bash = try machine()
        try bash.write("installed", "")
        let first = try bash.run("\(setup) test")
        #expect(first.status == 0 && first.output.isEmpty)
        #expect(first.errors.hasPrefix("Installing Python packages for the tests into .build-p"))
        #expect(bash.text("calls") == "python3 -m venv\npip openai==1.0\n")
        let second = try bash.run("\(setup) test")
        #expect(second.status == 0 && second.errors.isEmpty)
        try bash.write(list, "openai==2.0\n")
        let third = try bash.run("\(setup) test", ["NO_INDEX": "1"])
        #expect(third.status == 69 && third.output.isEmpty)
        #expect(third.errors.contains("pip openai==2.0\nThe Python packages cannot be installed"))
        #expect(try bash.run("\(setup) test").status == 0)
        #expect(try bash.run("\(setup) test").errors.isEmpty)
        try bash.remove()
    }

    @Test("It uses sudo when it is not root")
    func sudo() throws {
        let bash = try machine()
        let result = try bash.run("\(setup) build", ["USER_ID": "1000"])
        #expect(result.status == 0)
        #expect(bash.text("calls").hasPrefix("sudo\napt-get"))
        try bash.remove()
    }

    @Test(
        "Where it cannot install, it names what is missing and ends with 69",
        arguments: [
            (["USER_ID": "1000", "PASSWORD": "1"], "sudo wants a password here"),
            (["NO_NETWORK": "1"], "is there a network"),
        ])
    func cannotInstall(environment: [String: String], sentence: String) throws {
        let bash = try machine()
        let result = try bash.run("\(setup) build", environment)
        #expect(result.status == 69 && result.output.isEmpty)
        #expect(result.errors.contains(sentence))
        #expect(result.errors.hasSuffix("yourself and try again: liblz4-dev\n"))
        try bash.remove()
    }

    @Test("A toolchain that is missing or too old is refused with 78", arguments: ["5.10", "6.2"])
    func oldSwift(version: String) throws {
        let bash = try machine()
        let result = try bash.run("\(setup) build", ["SWIFT": version])
        #expect(result.status == 78)
        #expect(result.errors.hasPrefix("Swift \(version) is too old: install Swift 6.3 or newer"))
        let none = try bash.run("rm bin/swift; \(setup) build")
        #expect(none.status == 78 && none.errors.hasPrefix("Swift is not installed"))
        try bash.remove()
    }

    @Test("Newer toolchains are accepted", arguments: ["6.3", "6.10", "7.0"])
    func newSwift(version: String) throws {
        let bash = try machine()
        #expect(try bash.run("\(setup) build", ["SWIFT": version]).status == 0)
        try bash.remove()
    }

    @Test("An unknown argument is refused with 64")
    func usage() throws {
        let bash = try machine()
        let result = try bash.run("\(setup) everything")
        #expect(result.status == 64 && result.errors == "usage: Tools/setup [build|test]\n")
        try bash.remove()
    }
}
