using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>What is read and answered about leases.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(LeaseRenewal))]
[JsonSerializable(typeof(LeaseAnswer))]
internal sealed partial class LeaseJson : JsonSerializerContext;

/// <summary>The body of <c>POST /api/leases/{name}</c>.</summary>
/// <param name="Holder">Who, for people; 1 to 200 letters.</param>
/// <param name="Seconds">For how long from now, from 1.</param>
/// <param name="Reason">What for, to 500 letters.</param>
/// <param name="RunUrl">Where the workflow's run is shown; http or https, to 500 letters.</param>
internal sealed record LeaseRequest(string Holder, int Seconds, string? Reason = null, string? RunUrl = null);

/// <summary>The body of <c>PUT /api/leases/{name}</c>.</summary>
/// <param name="Epoch">Of the lease that the caller was given.</param>
/// <param name="Seconds">For how long from now, from 1.</param>
internal sealed record LeaseRenewal(long Epoch, int Seconds);

/// <summary>A lease as it is answered.</summary>
/// <param name="Name">What.</param>
/// <param name="Held">Whether its holder has it now.</param>
/// <param name="Holder">Who has it, or had it last.</param>
/// <param name="Epoch">Rises with each new holder.</param>
/// <param name="TakenAt">Since when.</param>
/// <param name="ExpiresAt">Until when.</param>
/// <param name="SecondsLeft">What is left of it, rounded up; 0 when nobody has it.</param>
/// <param name="Reason">What for; null where nobody said.</param>
/// <param name="RunUrl">Where the run is shown; null where nobody said.</param>
/// <param name="Ending">released or expired; null while it is held.</param>
/// <param name="LeaseId">By which its holder is known; only in the answer to the one who takes it.</param>
internal sealed record LeaseAnswer(
    string Name,
    bool Held,
    string Holder,
    long Epoch,
    DateTimeOffset TakenAt,
    DateTimeOffset ExpiresAt,
    long SecondsLeft,
    string? Reason,
    string? RunUrl,
    string? Ending,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LeaseId);
