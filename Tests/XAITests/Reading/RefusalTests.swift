import Ledger
import Testing

@testable import XAI

@Suite("What an error means")
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let status: Int
        let body: String
        let reason: FailureReason
        var testDescription: String { "\(status) \(body.prefix(60))" }

        init(_ status: Int, _ body: String, _ reason: FailureReason) {
            self.status = status
            self.body = body
            self.reason = reason
        }
    }

    private static let rate = """
        {"code":"Some resource has been exhausted","error":"Too many requests for team \
        5e0c and model grok-4. Requests per Second (actual/limit): 2/2"}
        """
    private static let tokens = """
        {"code":"resource-exhausted","error":"Too many tokens for team 5e0c. Tokens per Minute \
        (actual/limit): 90/80"}
        """
    private static let credits = """
        {"code":"Some resource has been exhausted","error":"Your team 5e0c has either used all \
        available credits or reached its monthly spending limit."}
        """
    private static let capacity = """
        {"code":"resource-exhausted","error":"The model is temporarily at capacity."}
        """
    private static let safety = """
        {"code":"The caller does not have permission","error":"Content violates usage guidelines. \
        Failed check: SAFETY_CHECK_TYPE_BIO"}
        """

    @Test(
        "The status and the text decide together",
        arguments: [
            Case(400, "{\"code\":\"invalid-argument\",\"error\":\"Bad\"}", .invalidRequest),
            Case(400, "{\"error\":\"Incorrect API key provided: xa***yz.\"}", .badCredential),
            Case(400, "{\"error\":\"Model not found: grok-9\"}", .unknownModel),
            Case(400, "{\"error\":{\"code\":\"model_not_found\"}}", .unknownModel),
            Case(400, "", .invalidRequest), Case(401, "", .badCredential),
            Case(402, "", .noCredit), Case(403, "", .forbidden),
            Case(403, "{\"error\":\"Your API key is blocked.\"}", .forbidden),
            Case(403, "<html><title>Attention Required!</title></html>", .forbidden),
            Case(403, credits, .noCredit),
            Case(403, "{\"error\":\"Your team doesn't have any credits yet.\"}", .noCredit),
            Case(403, safety, .safetyRefusal),
            Case(404, "{\"error\":\"The model grok-9 does not exist\"}", .unknownModel),
            Case(404, "", .unknownModel), Case(404, "{\"detail\":\"Not Found\"}", .invalidRequest),
            Case(405, "", .invalidRequest), Case(408, "", .invalidRequest),
            Case(413, "", .invalidRequest), Case(415, "", .invalidRequest),
            Case(422, "Failed to deserialize", .invalidRequest), Case(301, "", .invalidRequest),
            Case(429, rate, .rateLimited), Case(429, tokens, .rateLimited),
            Case(429, credits, .noCredit), Case(429, capacity, .atCapacity),
            Case(429, "", .rateLimited), Case(429, "slow down", .rateLimited),
            Case(
                429, "{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\"}}", .noCredit),
            Case(500, "", .serverError), Case(502, "<html></html>", .serverError),
            Case(503, capacity, .serverError), Case(520, "", .serverError),
            Case(526, "", .serverError),
        ])
    func table(example: Case) {
        let error = ErrorBody.read(Array(example.body.utf8))
        #expect(Refusal.reason(status: example.status, error: error) == example.reason)
    }

    @Test("Only refusals that come before generation are surely free")
    func billing() {
        let free: Set<FailureReason> = [
            .rateLimited, .atCapacity, .noCredit, .badCredential, .forbidden, .unknownModel,
            .invalidRequest, .simulatorAnswered, .notSent, .permitExpired,
            .untrustedCertificate,
        ]
        for reason in FailureReason.allCases {
            #expect(Refusal.mayBeBilled(reason) == !free.contains(reason))
        }
    }

    @Test("An error in place of an answer is free only if it is known to come first")
    func insideAnswer() {
        func reason(_ body: String) -> FailureReason {
            Refusal.reasonInsideAnswer(ErrorBody.read(Array(body.utf8)))
        }
        #expect(reason(Self.rate) == .rateLimited)
        #expect(reason(Self.capacity) == .atCapacity)
        #expect(reason(Self.credits) == .noCredit)
        #expect(reason(Self.safety) == .safetyRefusal)
        #expect(reason("{\"error\":\"Incorrect API key provided\"}") == .badCredential)
        #expect(reason("{\"error\":\"Model not found: x\"}") == .unknownModel)
        #expect(reason("{\"error\":\"Internal error\"}") == .serverError)
    }
}
