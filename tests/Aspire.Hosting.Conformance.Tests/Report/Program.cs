using Aspire.Hosting.Conformance.Tests.Report;

return await CaseReport.RunAsync(args, Console.Out, CancellationToken.None);
