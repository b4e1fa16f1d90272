import Testing
import XAISimulator

@testable import XAI

@Suite("The provider's list of models")
struct LanguageModelsTests {
    private static func body(_ model: String) -> [UInt8] {
        Array("{\"models\":[\(model)]}".utf8)
    }

    private static let prices = """
        "prompt_text_token_price":12500,"cached_prompt_text_token_price":2000,
        "completion_text_token_price":25000
        """

    @Test("Prices, names and the long context are read, whatever else stands there")
    func whole() throws {
        let models = try LanguageModelsReader.read(
            Self.body(
                """
                {"id":"grok-4.3","created":1,"search_price":0.5,"aliases":["grok-4.3-latest"],
                 \(Self.prices),"prompt_image_token_price":0,
                 "prompt_text_token_price_long_context":25000,
                 "cached_prompt_text_token_price_long_context":4000,
                 "completion_text_token_price_long_context":50000,
                 "long_context_threshold":200000,"modalities":{"in":["text"]}}
                """))
        let model = try #require(models.first)
        #expect(models.count == 1 && model.id == "grok-4.3")
        #expect(model.aliases == ["grok-4.3-latest"])
        #expect(
            model.prices
                == LanguageModel.Prices(prompt: 12_500, cachedPrompt: 2_000, completion: 25_000))
        #expect(model.longFromPromptTokens == 200_000)
        #expect(model.longPrices?.completion == 50_000)
    }

    @Test(
        "Without a threshold, or with one of zero, there is no long context",
        arguments: ["", ",\"long_context_threshold\":0"])
    func short(threshold: String) throws {
        let body = Self.body("{\"id\":\"x\",\(Self.prices)\(threshold)}")
        let model = try #require(try LanguageModelsReader.read(body).first)
        #expect(model.longFromPromptTokens == nil && model.longPrices == nil)
        #expect(model.aliases.isEmpty)
    }

    private func error(of client: XAIClient, key: String) async -> LanguageModelsError? {
        do {
            _ = try await client.languageModels(Credential(key))
            return nil
        } catch {
            return error
        }
    }

    @Test("The simulator's list comes over HTTP; a wrong key or a simulator out of place is told")
    func simulator() async throws {
        let simulator = try await Simulator.start(SimulatorConfiguration())
        let client = try XAIClient.make(simulator.baseURL, acceptsSimulator: true)
        let models = try await client.languageModels(Credential("xai-simulated-key-0001"))
        #expect(models.contains { $0.id == "grok-4.5" && $0.longFromPromptTokens == 200_000 })
        let refusal = await error(of: client, key: "xai-wrong-0123456789")
        guard case .refused(let sentence) = refusal else {
            Issue.record("a wrong key was taken")
            return
        }
        #expect(!sentence.contains("0123456789"))
        await client.shutdown()
        let live = try XAIClient.make(simulator.baseURL, acceptsSimulator: false)
        let mistake = await error(of: live, key: "xai-simulated-key-0001")
        #expect(mistake.map { "\($0)".contains("a simulator answered") } == true)
        await live.shutdown()
        await simulator.stop()
    }

    @Test(
        "What is no list of models with prices in whole ticks is refused as a whole",
        arguments: [
            "", "[]", "{}", "{\"models\":[]}", "{\"models\":7}", "{\"models\":[7]}", "<html>",
            "{\"models\":[{\"id\":\"x\"}]}",
            "{\"models\":[{\(LanguageModelsTests.prices)}]}",
            "{\"models\":[{\"id\":\"x\",\"prompt_text_token_price\":0.5,"
                + "\"cached_prompt_text_token_price\":1,\"completion_text_token_price\":1}]}",
            "{\"models\":[{\"id\":\"x\",\(LanguageModelsTests.prices),"
                + "\"long_context_threshold\":200000}]}",
        ])
    func refused(text: String) {
        #expect(throws: LanguageModelsError.self) {
            try LanguageModelsReader.read(Array(text.utf8))
        }
    }
}
