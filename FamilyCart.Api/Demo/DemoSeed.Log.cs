namespace FamilyCart.Api.Demo;

internal sealed partial class DemoSeed
{
    [LoggerMessage(4821, LogLevel.Information, "The demo family is seeded: {Lists} lists added")]
    private partial void LogSeeded(int lists);
}
