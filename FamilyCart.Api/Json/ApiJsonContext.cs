using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Events;
using FamilyCart.Api.Import;
using FamilyCart.Api.Items;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.SystemInfo;

namespace FamilyCart.Api.Json;

/// <summary>Everything that crosses the wire as JSON, in the snake_case that clients read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginResponse))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(CreateListRequest))]
[JsonSerializable(typeof(ShareRequest))]
[JsonSerializable(typeof(ListResponse))]
[JsonSerializable(typeof(IReadOnlyList<ListResponse>))]
[JsonSerializable(typeof(CreateItemRequest))]
[JsonSerializable(typeof(UpdateItemRequest))]
[JsonSerializable(typeof(ItemResponse))]
[JsonSerializable(typeof(ItemResponse[]))]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(ItemChangeMessage))]
[JsonSerializable(typeof(ItemDeletedMessage))]
[JsonSerializable(typeof(ListSharedMessage))]
[JsonSerializable(typeof(ConnectedMessage))]
[JsonSerializable(typeof(PongMessage))]
[JsonSerializable(typeof(ClientMessage))]
[JsonSerializable(typeof(EnvelopeHeader))]
[JsonSerializable(typeof(SystemInfoResponse))]
[JsonSerializable(typeof(MetricsSummaryResponse))]
[JsonSerializable(typeof(ImportResult))]
internal sealed partial class ApiJsonContext : JsonSerializerContext
{
    /// <summary>For messages outside HTTP answers: with letters as they are, as in those, since half of the words are Czech.</summary>
    internal static ApiJsonContext Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
