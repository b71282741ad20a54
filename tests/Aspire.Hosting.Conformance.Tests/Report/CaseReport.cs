using Aspire.Hosting.Conformance.Tests.Run;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Report;

/// <summary>Runs cases and prints how each went; the gated ones decide the exit code.</summary>
internal static class CaseReport
{
    private static readonly string[] _options = ["--details", "--no-build"];

    /// <param name="arguments">
    /// Case names; all cases when there are none. <c>--details</c> prints every difference, <c>--no-build</c> runs what is already built.
    /// </param>
    /// <param name="output">Receives one line a case and a summary.</param>
    /// <param name="cancellationToken">Ends the run in progress.</param>
    /// <returns>0 when every gated case among them conforms, otherwise 1; 2 for an unknown case or option.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var details = arguments.Contains("--details");
        var names = arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (names.FirstOrDefault(name => !CaseList.All.Contains(name)) is { } unknownCase)
        {
            await output.WriteLineAsync($"There is no case {unknownCase}. Cases: {string.Join(", ", CaseList.All)}.");
            return 2;
        }

        if (arguments.Except(names).FirstOrDefault(option => !_options.Contains(option)) is { } unknownOption)
        {
            await output.WriteLineAsync($"There is no option {unknownOption}. Options: {string.Join(", ", _options)}.");
            return 2;
        }

        names = names.Length > 0 ? names : [.. CaseList.All];
        var failures = await CaseBuild.RunAsync(arguments.Contains("--no-build") ? [] : names, cancellationToken);
        var verdicts = new List<CaseVerdict>();
        foreach (var name in names)
        {
            var verdict = failures.TryGetValue(name, out var errors)
                ? CaseVerdict.NotCompiled(name, errors)
                : await JudgeAsync(ConformanceCase.Load(name), cancellationToken);
            await output.WriteLineAsync(verdict.Line);
            if (details && verdict.Details.Length > 0)
            {
                await output.WriteLineAsync(verdict.Details);
            }

            verdicts.Add(verdict);
        }

        await output.WriteLineAsync(
            $"{verdicts.Count(verdict => verdict.Passed)} passed, {verdicts.Count(verdict => !verdict.Passed)} failed, "
            + $"of them gated: {verdicts.Count(verdict => verdict is { Passed: false, Gated: true })}");
        return verdicts.Exists(verdict => verdict is { Passed: false, Gated: true }) ? 1 : 0;
    }

    private static async Task<CaseVerdict> JudgeAsync(ConformanceCase subject, CancellationToken cancellationToken)
    {
        if (!subject.Runs)
        {
            return CaseVerdict.CompiledOnly(subject.Name);
        }

        try
        {
            return CaseVerdict.Of(await new CaseRun(subject, TimeProvider.System).ExecuteAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException or HttpRequestException or IOException)
        {
            return CaseVerdict.Broken(subject.Name, exception.Message);
        }
    }
}
