using System.Net;
using System.Text.Json;

namespace FamilyCart.Prober.Walks;

/// <summary>What the door answered to one request.</summary>
/// <param name="Fault">None for a success.</param>
/// <param name="Status">Its status; null where there was no answer.</param>
/// <param name="Body">The JSON of a success; undefined where it had no body.</param>
internal readonly record struct Answer(StepFault Fault, int? Status, JsonElement Body)
{
    public static Answer Of(HttpStatusCode status, byte[] body)
    {
        if ((int)status is < 200 or > 299)
        {
            return new Answer(FaultOf(status), (int)status, default);
        }

        try
        {
            return new Answer(StepFault.None, (int)status, body.Length == 0 ? default : JsonElement.Parse(body));
        }
        catch (JsonException)
        {
            return new Answer(StepFault.Malformed, (int)status, default);
        }
    }

    public static StepFault FaultOf(HttpStatusCode status) =>
        status == HttpStatusCode.TooManyRequests ? StepFault.Limited
        : (int)status >= 500 ? StepFault.Failed
        : StepFault.Refused;

    /// <summary>A whole number of the body; null when there is none of that name.</summary>
    public int? Number(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number) ? number : null;

    /// <summary>A text of the body; null when there is none of that name.</summary>
    public string? Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;
}
