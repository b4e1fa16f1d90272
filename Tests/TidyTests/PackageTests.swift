import Foundation
import Migrations
import Testing

@Suite("The package")
struct PackageTests {
    private let manifest = PackageManifest(text: Repository.text("Package.swift") ?? "")

    @Test("The manifest is read: helpers, products of other packages and executables")
    func reading() {
        let manifest = PackageManifest(
            text: """
                let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
                library("A"), library("B", ["A", grdb]), tests("BTests", [
                    "B",
                ], exclude: ["C"])
                .executableTarget(name: "main", dependencies: ["B"], path: "X")
                """)
        #expect(
            manifest.dependencies == [
                "A": [], "B": ["A", "GRDB"], "BTests": ["B"], "main": ["B"],
            ])
    }

    @Test(
        "What a folder may import is what its target declares",
        arguments: ImportAllowList.modules.keys.filter { $0 != "Package.swift" }.sorted())
    func importsAreDeclared(folder: String) throws {
        let name = String(folder.split(separator: "/").last ?? "")
        let declared = try #require(manifest.dependencies[name], "\(name) is not in Package.swift")
        let allowed = ImportAllowList.modules[folder, default: []].subtracting(ImportAllowList.test)
        #expect(allowed.subtracting(declared).sorted() == [], "allowed, not declared")
        #expect(declared.subtracting(allowed).sorted() == [], "declared, not allowed")
    }

    @Test("Every file of Migrations is embedded: listed in Package.swift and in a Swift list")
    func migrationsAreListed() throws {
        let scripts = Repository.files.filter { $0.path.hasSuffix(".sql") }
        let lists = Repository.swiftFiles.filter { $0.lies(in: "Migrations") }.map(\.text).joined()
        #expect(!scripts.isEmpty)
        for script in scripts {
            let path = script.path.dropFirst("Migrations/".count)
            let name = path.split(separator: "/").last ?? ""
            // A Swift name cannot begin with a digit or contain a dot.
            let resource =
                (name.first?.isNumber == true ? "_" + name.dropFirst() : name)
                .replacing(".", with: "_").replacing("-", with: "_")
            #expect(script.lies(in: "Migrations"), "\(script.path) lies elsewhere")
            #expect(manifest.text.contains(".embedInCode(\"\(path)\")"), "\(path)")
            #expect(lists.contains("PackageResources.\(resource)"), "\(path)")
        }
    }

    @Test("Every file of Migrations is below 8 kB, because an array of bytes is slow to compile")
    func migrationsAreSmall() {
        for script in Repository.files where script.lies(in: "Migrations") {
            #expect(script.text.utf8.count < 8_000, "\(script.path)")
        }
    }

    @Test(
        "The migrations in the binary are those on the disk, in their order",
        arguments: [
            ("ledger", LedgerMigrations.all), ("orchestration", OrchestrationMigrations.all),
        ])
    func embeddedEqualsDisk(folder: String, embedded: [Migration]) {
        let onDisk = Repository.files.filter { $0.lies(in: "Migrations/\(folder)") }
        #expect(onDisk.map(\.path) == embedded.map { "Migrations/\(folder)/\($0.name).sql" })
        #expect(onDisk.map(\.text) == embedded.map(\.sql))
        #expect(!onDisk.isEmpty)
    }

    @Test("The changelog begins with the version that the program prints")
    func changelog() throws {
        let program = try #require(Repository.text("Sources/Ledger/ProgramVersion.swift"))
        let version = try #require(program.firstMatch(of: #/text = "([^"]+)"/#)?.1)
        let changelog = try #require(Repository.text("CHANGELOG.md"))
        let newest = try #require(changelog.firstMatch(of: #/\n## ([0-9.]+)/#)?.1)
        #expect(newest == version)
    }

    @Test("The architecture has a sentence for every target")
    func architecture() throws {
        let text = try #require(Repository.text("Docs/Architecture.md"))
        let targets = manifest.dependencies.keys.filter { !$0.hasSuffix("Tests") }
        #expect(targets.count > 10)
        for target in targets {
            #expect(text.contains("`\(target)`"), "\(target) is not in Docs/Architecture.md")
        }
    }

    @Test("Links between the documents lead to files that exist")
    func links() {
        for file in Repository.files where file.path.hasSuffix(".md") {
            let folder = (file.path as NSString).deletingLastPathComponent
            for match in file.text.matches(of: #/\]\(([^)#:\s]+)(?:#[^)]*)?\)/#) {
                let path = folder.isEmpty ? String(match.1) : "\(folder)/\(match.1)"
                #expect(Repository.exists(path), "\(file.path) links to \(match.1)")
            }
        }
    }

    @Test("The tools that the documents name exist and can be run")
    func tools() throws {
        _ = try #require(Repository.text("README.md"))
        for file in Repository.files where file.path.hasSuffix(".md") {
            for match in file.text.matches(of: #/(?:^|[\s`(])((?:Tools|\.ci)\/[a-z.-]*[a-z])\b/#) {
                let path = Repository.root.appendingPathComponent(String(match.1)).path
                #expect(
                    FileManager.default.isExecutableFile(atPath: path),
                    "\(file.path) names \(match.1)")
            }
        }
    }
}
