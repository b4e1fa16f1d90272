import Foundation
import Ledger
import Orchestration
import Testing

@Suite("The schema of price books")
struct PriceBookSchemaTests {
    private static func schema() throws -> [String: Any] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Docs/price-book.schema.json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        return try #require(object as? [String: Any])
    }

    private static func object(_ value: Any?, _ path: String...) throws -> [String: Any] {
        try #require(
            path.reduce(value) { ($0 as? [String: Any])?[$1] } as? [String: Any], "\(path)")
    }

    @Test("What the schema requires is refused when it is missing, and nothing else is taken")
    func members() throws {
        let schema = try Self.schema()
        let price = try Self.object(schema, "properties", "prices", "items")
        let long = try Self.object(price, "properties", "long_context")
        let text = try #require(DatedBook.texts.last)
        let whole = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let levels: [([String: Any], (String?) -> [String: Any])] = [
            (schema, { Self.book(whole, without: $0, at: 0) }),
            (price, { Self.book(whole, without: $0, at: 1) }),
            (long, { Self.book(whole, without: $0, at: 2) }),
        ]
        for (level, change) in levels {
            let required = try #require(level["required"] as? [String])
            let known = try Self.object(level, "properties")
            #expect(Set(required).isSubset(of: known.keys))
            #expect(level["additionalProperties"] as? Bool == false)
            #expect(throws: Never.self) { try Self.read(change("")) }
            for member in required {
                #expect(throws: BookRefusal.self, "\(member)") { try Self.read(change(member)) }
            }
            #expect(throws: BookRefusal.self) { try Self.read(change(nil)) }
        }
    }

    private static func read(_ book: [String: Any]) throws {
        let data = try JSONSerialization.data(withJSONObject: book)
        _ = try DatedBook(text: String(decoding: data, as: UTF8.self))
    }

    /// The book without a member of itself, of its first price, or of that one's long context; with
    /// one more that nobody knows if `member` is nil.
    private static func book(
        _ whole: [String: Any], without member: String?, at depth: Int
    ) -> [String: Any] {
        func changed(_ object: [String: Any]) -> [String: Any] {
            var object = object
            if let member { object[member] = nil } else { object["unheard_of"] = 1 }
            return object
        }
        guard depth > 0 else { return changed(whole) }
        var prices = whole["prices"] as? [[String: Any]] ?? []
        if depth == 1 {
            prices[0] = changed(prices[0])
        } else {
            prices[0]["long_context"] = changed(prices[0]["long_context"] as? [String: Any] ?? [:])
        }
        var book = whole
        book["prices"] = prices
        return book
    }
}
