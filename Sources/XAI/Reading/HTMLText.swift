/// What a person would read on a page, as one short line.
enum HTMLText {
    static let charactersMax = 200

    static func line(_ html: String) -> String {
        var text = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            text += rest[..<open] + " "
            rest = rest[open...]
            guard let close = rest.firstIndex(of: ">") else {
                rest = ""
                break
            }
            let tag = rest[..<close].dropFirst().prefix { $0.isLetter || $0 == "!" || $0 == "-" }
            rest = rest[rest.index(after: close)...]
            if ["script", "style"].contains(tag.lowercased()) {
                rest = skip(rest, pastEndOf: tag.lowercased())
            }
        }
        text += rest
        let line = decodeEntities(text).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return line.count > charactersMax ? line.prefix(charactersMax - 1) + "…" : line
    }

    private static func skip(_ rest: Substring, pastEndOf tag: String) -> Substring {
        var search = rest
        while let open = search.firstIndex(of: "<") {
            search = search[open...]
            if search.dropFirst(2).prefix(tag.count).lowercased() == tag { return search }
            search = search.dropFirst()
        }
        return ""
    }

    private static func decodeEntities(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = text
        for (entity, character) in [
            ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
            ("&amp;", "&"),
        ] {
            result = result.replacing(entity, with: character)
        }
        return result
    }
}
