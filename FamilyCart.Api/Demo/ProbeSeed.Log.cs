namespace FamilyCart.Api.Demo;

internal sealed partial class ProbeSeed
{
    [LoggerMessage(4822, LogLevel.Information, "The prober has its account")]
    private partial void LogSeeded();
}
