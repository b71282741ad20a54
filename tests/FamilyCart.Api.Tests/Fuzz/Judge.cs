using System.Net;
using System.Text.Json;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>Says what is wrong with an answer, whatever was asked.</summary>
internal static class Judge
{
    private const int LargestAnswer = 2_000_000;
    private const string ProblemType = "application/problem+json";

    /// <summary>Returns the fault, or null.</summary>
    internal static string? FindFault(HttpRequestMessage request, HttpResponseMessage response, string text, Operation operation, Sender sender)
    {
        var status = (int)response.StatusCode;
        return status >= 500 ? $"{status}"
            : text.Length > LargestAnswer ? "too large an answer"
            : sender.Unseen.FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } word ? $"the secret '{word}' for {sender.Name}"
            : IsNoHttp(response, text) ? null
            : status >= 400 ? FindFaultOfProblem(request, response, text)
            : FindFaultOfSuccess(response, text, operation);
    }

    // Kestrel itself refuses what is no HTTP or more of it than it reads: such an answer has no body.
    private static bool IsNoHttp(HttpResponseMessage response, string text) => text.Length == 0 && response.Headers.ConnectionClose == true
        && response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge;

    private static string? FindFaultOfSuccess(HttpResponseMessage response, string text, Operation operation)
    {
        var status = (int)response.StatusCode;
        return status != 304 && !operation.Successes.Contains(status) ? $"{status}, which the document does not know,"
            : text.Length > 0 && status is 204 or 304 ? $"{status} with a body"
            : text.Length > 0 && Read(text) is null ? $"{status} without JSON"
            : null;
    }

    private static string? FindFaultOfProblem(HttpRequestMessage request, HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != ProblemType || Read(text) is not { ValueKind: JsonValueKind.Object } problem)
        {
            return $"{status} without problem details";
        }

        return !problem.TryGetProperty("detail", out var detail) || detail.GetString() is not { Length: > 0 } ? $"{status} without detail"
            : problem.GetProperty("status").GetInt32() != status ? $"{status} that calls itself another"
            : status == 422 && FindFaultOfErrors(request, problem) is { } fault ? fault
            : status == 429 && response.Headers.RetryAfter is null ? "429 without Retry-After"
            : status == 401 && response.Headers.WwwAuthenticate.Count == 0 && problem.GetProperty("detail").GetString() == "Unauthorized" ? "401 without WWW-Authenticate"
            : null;
    }

    private static string? FindFaultOfErrors(HttpRequestMessage request, JsonElement problem) =>
        !problem.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object || !errors.EnumerateObject().Any() ? "422 that names no field"
        : errors.EnumerateObject().Any(field => field.Name.Length == 0 || field.Value.EnumerateArray().All(text => string.IsNullOrEmpty(text.GetString()))) ? "422 that does not say what is wrong"
        : request.Content is null && errors.TryGetProperty("body", out _) ? "422 for a body that was not sent"
        : null;

    private static JsonElement? Read(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
