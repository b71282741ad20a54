using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Upstreams;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.Gateway.Administration;

/// <summary>The body of <c>POST /deployments</c>: <c>{"slot": "green", "mode": "canary"}</c>.</summary>
internal static class DeploymentBody
{
    private const string Header = "Idempotency-Key";
    private const int LongestKey = 100;
    private const int LargestBody = 4096;

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads who asks for what.</summary>
    /// <returns>The request, or the answer to one that cannot be read: 413 or 422.</returns>
    public static async Task<(DeploymentRequest? Request, IResult? Fault)> ReadAsync(HttpContext context, string by)
    {
        if (context.Request.ContentLength > LargestBody)
        {
            return (null, TooLarge());
        }

        var key = context.Request.Headers[Header].ToString();
        Body? body;
        try
        {
            body = await BodyAsync(context);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge());
        }

        var faults = new Dictionary<string, string[]>();
        if (body?.Slot is not { } name || !Upstream.TryParseSlot(name, out var slot))
        {
            faults["slot"] = ["blue or green is expected."];
            slot = default;
        }

        DeploymentMode? mode = (body?.Mode ?? "canary") switch
        {
            "canary" => DeploymentMode.Canary,
            "switch" => DeploymentMode.Switch,
            _ => null,
        };
        if (mode is null)
        {
            faults["mode"] = ["canary or switch is expected."];
        }

        if (key.Length > LongestKey || key.Any(letter => !char.IsAscii(letter) || char.IsControl(letter)))
        {
            faults[Header] = [$"At most {LongestKey} letters of ASCII are expected."];
        }

        return faults.Count > 0
            ? (null, DeploymentResults.Invalid(faults))
            : (new DeploymentRequest(slot, mode!.Value, by, key.Length == 0 ? null : key), null);
    }

    private static ProblemHttpResult TooLarge() =>
        TypedResults.Problem("The body is larger than a deployment's.", statusCode: StatusCodes.Status413PayloadTooLarge);

    private static async Task<Body?> BodyAsync(HttpContext context)
    {
        // One of no announced length is cut off while it is read.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBody;
        try
        {
            return await JsonSerializer.DeserializeAsync<Body>(context.Request.Body, _json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Body
    {
        [JsonPropertyName("slot")]
        public string? Slot { get; init; }

        [JsonPropertyName("mode")]
        public string? Mode { get; init; }
    }
}
