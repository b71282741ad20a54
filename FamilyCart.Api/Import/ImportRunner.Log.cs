namespace FamilyCart.Api.Import;

internal sealed partial class ImportRunner
{
    [LoggerMessage(4811, LogLevel.Information, "The import is done (dry run: {IsDryRun}): {Added} rows added, {Adjustments} adjustments")]
    private partial void LogDone(bool isDryRun, int added, int adjustments);

    [LoggerMessage(4812, LogLevel.Error, "Nothing was imported: {Fault}")]
    private partial void LogFailed(string fault);
}
