namespace FamilyCart.GitHubEmulator.Runners;

/// <summary>What a listener is told.</summary>
/// <param name="Kind"><c>job</c>, <c>cancel</c> or <c>exit</c>.</param>
/// <param name="JobId">Of the first two.</param>
/// <param name="Code">The exit code of the last.</param>
internal sealed record RunnerMessage(string Kind, long JobId = 0, int Code = 0);
