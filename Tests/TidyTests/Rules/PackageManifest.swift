/// What Package.swift declares, read as text: its own tools would take the build's lock.
struct PackageManifest {
    let text: String
    /// The modules that each target declares as dependencies, by the target's name.
    let dependencies: [String: Set<String>]

    init(text: String) {
        self.text = text
        let products = Self.products(in: text)
        var dependencies: [String: Set<String>] = [:]
        let helpers = #/\b(?:library|tests)\(\s*"(?<name>\w+)"(?:\s*,\s*\[(?<list>[^\]]*)\])?/#
        let targets = #/Target\(\s*name: "(?<name>\w+)",\s*dependencies: \[(?<list>[^\]]*)\]/#
        for match in text.matches(of: helpers) {
            dependencies[String(match.name)] = Self.modules(match.list ?? "", products)
        }
        for match in text.matches(of: targets) {
            dependencies[String(match.name)] = Self.modules(match.list, products)
        }
        self.dependencies = dependencies
    }

    /// The names that the manifest gives to products of other packages.
    private static func products(in text: String) -> [Substring: String] {
        let declarations =
            #/let (?<name>\w+) = Target.Dependency.product\(\s*name: "(?<module>\w+)"/#
        return text.matches(of: declarations).reduce(into: [:]) { products, match in
            products[match.name] = String(match.module)
        }
    }

    private static func modules(_ list: Substring, _ products: [Substring: String]) -> Set<String> {
        let words = list.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return Set(words.map { products[$0] ?? String($0) })
    }
}
