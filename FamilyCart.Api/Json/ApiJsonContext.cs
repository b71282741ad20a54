using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Accounts.Administration;
using FamilyCart.Api.Accounts.Logins;
using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Accounts.Profile;
using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Catalog;
using FamilyCart.Api.Entry;
using FamilyCart.Api.Events;
using FamilyCart.Api.History;
using FamilyCart.Api.Import;
using FamilyCart.Api.Invitations;
using FamilyCart.Api.Items;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Mail.Outbox;
using FamilyCart.Api.Members;
using FamilyCart.Api.Ordering;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Suggestions;
using FamilyCart.Api.SystemInfo;
using FamilyCart.Api.Usage;

namespace FamilyCart.Api.Json;

/// <summary>Everything that crosses the wire as JSON, in the snake_case that clients read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginResponse))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(CreateListRequest))]
[JsonSerializable(typeof(UpdateListRequest))]
[JsonSerializable(typeof(ListResponse))]
[JsonSerializable(typeof(ListResponse[]))]
[JsonSerializable(typeof(ListSummary))]
[JsonSerializable(typeof(DeletedListResponse[]))]
[JsonSerializable(typeof(MemberResponse[]))]
[JsonSerializable(typeof(UpdateMemberRequest))]
[JsonSerializable(typeof(InvitationRequest))]
[JsonSerializable(typeof(InvitationResponse[]))]
[JsonSerializable(typeof(AcceptByTokenRequest))]
[JsonSerializable(typeof(AcceptedInvitation))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(CreateItemRequest))]
[JsonSerializable(typeof(CreateItemInListRequest))]
[JsonSerializable(typeof(UpdateItemRequest))]
[JsonSerializable(typeof(ItemResponse))]
[JsonSerializable(typeof(ItemResponse[]))]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(ItemChangeMessage))]
[JsonSerializable(typeof(ItemDeletedMessage))]
[JsonSerializable(typeof(ListChangeMessage))]
[JsonSerializable(typeof(ConnectedMessage))]
[JsonSerializable(typeof(PongMessage))]
[JsonSerializable(typeof(ResyncMessage))]
[JsonSerializable(typeof(TicketResponse))]
[JsonSerializable(typeof(ClientMessage))]
[JsonSerializable(typeof(EnvelopeHeader))]
[JsonSerializable(typeof(Category[]))]
[JsonSerializable(typeof(Unit[]))]
[JsonSerializable(typeof(ParseItemRequest))]
[JsonSerializable(typeof(ParseItemResponse))]
[JsonSerializable(typeof(AddressRequest))]
[JsonSerializable(typeof(VerifyRequest))]
[JsonSerializable(typeof(IReadOnlyList<OutboxMessage>))]
[JsonSerializable(typeof(AiStatusResponse))]
[JsonSerializable(typeof(CategorizeItemRequest))]
[JsonSerializable(typeof(CategoryResponse))]
[JsonSerializable(typeof(SuggestIconRequest))]
[JsonSerializable(typeof(IconResponse))]
[JsonSerializable(typeof(SystemInfoResponse))]
[JsonSerializable(typeof(MetricsSummaryResponse))]
[JsonSerializable(typeof(ImportResult))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(ResetRequest))]
[JsonSerializable(typeof(UpdateProfileRequest))]
[JsonSerializable(typeof(UpdateAccountRequest))]
[JsonSerializable(typeof(AccountPage))]
[JsonSerializable(typeof(HistoryEntry[]))]
[JsonSerializable(typeof(MoveRequest))]
[JsonSerializable(typeof(UsageSuggestion[]))]
[JsonSerializable(typeof(DeleteProfileRequest))]
internal sealed partial class ApiJsonContext : JsonSerializerContext
{
    /// <summary>For messages outside HTTP answers: with letters as they are, as in those, since half of the words are Czech.</summary>
    internal static ApiJsonContext Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
