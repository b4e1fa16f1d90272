/// Reads the answer of `GET /v1/language-models`. A model without a price in whole ticks makes the
/// whole list unreadable: half a price book would look like a whole one.
struct LanguageModelsReader {
    /// No list is longer.
    static let bytesMax = 4_194_304

    static func read(_ body: [UInt8]) throws(LanguageModelsError) -> [LanguageModel] {
        let result = body.withUnsafeBufferPointer { bytes in
            Result { () throws(LanguageModelsError) in
                var reader = LanguageModelsReader(scanner: JSONScanner(bytes))
                return try reader.list()
            }
        }
        return try result.get()
    }

    private var scanner: JSONScanner

    private mutating func list() throws(LanguageModelsError) -> [LanguageModel] {
        var models: [LanguageModel]?
        do {
            guard try scanner.enterObject() else { throw JSONError() }
            while let key = try scanner.nextKey() {
                guard key == "models", try scanner.enterArray() else {
                    if key != "models" { try scanner.skip() }
                    continue
                }
                var found: [LanguageModel] = []
                while try scanner.nextElement() { found.append(try model()) }
                models = found
            }
        } catch let error as LanguageModelsError {
            throw error
        } catch {
            throw .unreadable("the provider's list of models is not JSON")
        }
        guard let models, !models.isEmpty else {
            throw .unreadable("the provider's answer has no list of models")
        }
        return models
    }

    private mutating func model() throws -> LanguageModel {
        var id: String?
        var aliases: [String] = []
        var numbers: [String: JSONScanner.Whole] = [:]
        guard try scanner.enterObject() else { throw JSONError() }
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.string()
            case "aliases":
                guard try scanner.enterArray() else { continue }
                while try scanner.nextElement() {
                    if let alias = try scanner.string() { aliases.append(alias) }
                }
            case _ where key.contains("text_token_price") || key == "long_context_threshold":
                numbers[key] = try scanner.whole()
            default: try scanner.skip()
            }
        }
        guard let id else {
            throw LanguageModelsError.unreadable("a model of the provider's list has no id")
        }
        func number(_ key: String) throws -> Int64 {
            guard case .value(let value) = numbers[key] else {
                throw LanguageModelsError.unreadable(
                    "the model \(id) of the provider's list has no \(key) in whole ticks")
            }
            return value
        }
        func prices(_ suffix: String) throws -> LanguageModel.Prices {
            LanguageModel.Prices(
                prompt: try number("prompt_text_token_price" + suffix),
                cachedPrompt: try number("cached_prompt_text_token_price" + suffix),
                completion: try number("completion_text_token_price" + suffix))
        }
        let threshold =
            numbers["long_context_threshold"] == nil
            ? 0 : try number("long_context_threshold")
        return LanguageModel(
            id: id, aliases: aliases, prices: try prices(""),
            longFromPromptTokens: threshold > 0 ? threshold : nil,
            longPrices: threshold > 0 ? try prices("_long_context") : nil)
    }
}
