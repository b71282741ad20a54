using System.Text.Json.Serialization;
using FamilyCart.RunnerManager.Gates;

namespace FamilyCart.RunnerManager.Preflights;

/// <summary>What is read and answered before a deployment.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PreflightRequest))]
[JsonSerializable(typeof(PreflightAnswer))]
internal sealed partial class PreflightJson : JsonSerializerContext;

/// <summary>What a workflow intends.</summary>
/// <param name="Secrets">The names of its secrets, and whether each is there; never a value.</param>
/// <param name="Permissions">What its token may do, such as <c>deployments</c>: <c>write</c>.</param>
/// <param name="Lease">The lease that it will take; the environment's own name where it says none.</param>
/// <param name="Holder">As whom; a lease that is this holder's is in nobody's way.</param>
/// <param name="DryRun">Say as well which pool and lease would be taken; nothing is taken in either case.</param>
internal sealed record PreflightRequest(
    IReadOnlyDictionary<string, bool>? Secrets = null, IReadOnlyDictionary<string, string>? Permissions = null, string? Lease = null, string? Holder = null, bool DryRun = false);

/// <summary>Whether a deployment can begin.</summary>
/// <param name="Environment">Where to.</param>
/// <param name="Ready">True when no problem is in the way.</param>
/// <param name="Problems">All that is wrong, at once; what is in the way comes first.</param>
/// <param name="WouldTake">In a dry run of what is ready: what it would get. Null otherwise.</param>
internal sealed record PreflightAnswer(
    string Environment, bool Ready, IReadOnlyList<PreflightProblem> Problems, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WouldTake? WouldTake);

/// <summary>What a deployment would get.</summary>
/// <param name="Gate">Where it would run.</param>
/// <param name="Lease">The lease's name.</param>
internal sealed record WouldTake(GateAnswer Gate, string Lease);

/// <summary>Something that is wrong.</summary>
/// <param name="Part">secret, permission, pool, host, credential, distribution, database, lease or rollback_hook.</param>
/// <param name="Name">Which one.</param>
/// <param name="Detail">What is wrong, and what to do about it.</param>
/// <param name="Blocking">Whether it is in the way; otherwise it is worth knowing.</param>
internal sealed record PreflightProblem(string Part, string Name, string Detail, bool Blocking);
