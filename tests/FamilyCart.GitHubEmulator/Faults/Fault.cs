namespace FamilyCart.GitHubEmulator.Faults;

/// <summary>Something that goes wrong from now on.</summary>
/// <param name="Kind">What.</param>
/// <param name="Method">Only requests of this method.</param>
/// <param name="Path">Only requests whose path contains this.</param>
/// <param name="Action">Only webhooks of this action.</param>
/// <param name="Runner">Only this runner.</param>
/// <param name="Times">How often; null for as long as it stands.</param>
/// <param name="Skip">How many matching ones go well first.</param>
/// <param name="Probability">Of each matching one, 0 to 1, by the seed.</param>
/// <param name="Seconds">The delay, the error of the clock, or the length of an outage from now; 0 for an outage without end.</param>
/// <param name="Status">What is answered.</param>
/// <param name="RetryAfter">The answer's retry-after in seconds.</param>
/// <param name="Message">The answer's message.</param>
/// <param name="Silent">Whether a lost webhook is missing in the delivery log too.</param>
public sealed record Fault(
    FaultKind Kind,
    string? Method = null,
    string? Path = null,
    string? Action = null,
    string? Runner = null,
    int? Times = null,
    int Skip = 0,
    double Probability = 1,
    double Seconds = 0,
    int Status = 503,
    int? RetryAfter = null,
    string? Message = null,
    bool Silent = false);
