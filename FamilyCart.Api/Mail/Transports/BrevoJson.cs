using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyCart.Api.Mail.Transports;

/// <summary>What Brevo reads and answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BrevoMail))]
[JsonSerializable(typeof(BrevoProblem))]
internal sealed partial class BrevoJson : JsonSerializerContext;

internal sealed record BrevoMail(
    BrevoPerson Sender, IReadOnlyList<BrevoPerson> To, string Subject, string HtmlContent, string TextContent, BrevoHeaders Headers);

internal sealed record BrevoPerson(string Email, string? Name);

internal sealed record BrevoHeaders(string IdempotencyKey);

internal sealed record BrevoProblem(string? Code);
