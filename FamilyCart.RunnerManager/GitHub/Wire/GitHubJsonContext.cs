using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.GitHub.Wire;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JitConfigRequest))]
[JsonSerializable(typeof(JitConfigAnswer))]
[JsonSerializable(typeof(RunnerAnswer))]
[JsonSerializable(typeof(RunnersAnswer))]
[JsonSerializable(typeof(RunnerGroupsAnswer))]
[JsonSerializable(typeof(RunsAnswer))]
[JsonSerializable(typeof(JobAnswer))]
[JsonSerializable(typeof(JobsAnswer))]
[JsonSerializable(typeof(List<DeliveryAnswer>))]
[JsonSerializable(typeof(List<RepositoryAnswer>))]
[JsonSerializable(typeof(RunnerScheduleAnswer))]
[JsonSerializable(typeof(List<RunnerDownloadAnswer>))]
[JsonSerializable(typeof(InstallationTokenAnswer))]
[JsonSerializable(typeof(RunnerTokenAnswer))]
[JsonSerializable(typeof(InstallationAnswer))]
[JsonSerializable(typeof(RateLimitAnswer))]
[JsonSerializable(typeof(Dictionary<string, byte[]>))]
internal sealed partial class GitHubJsonContext : JsonSerializerContext;
