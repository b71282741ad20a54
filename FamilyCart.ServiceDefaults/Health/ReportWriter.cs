using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.ServiceDefaults.Health;

internal static class ReportWriter
{
    public static async Task WriteAsync(HttpContext context, Report report, IHealthBody? ownBody)
    {
        context.Response.StatusCode =
            report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";

        var body = Serialize(report, ownBody);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Serialize(Report report, IHealthBody? ownBody)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (ownBody is null)
            {
                Write(json, report);
            }
            else
            {
                ownBody.Write(json, new HealthSummary(report.Status, report.Milliseconds, [.. report.Checks.Select(Summarize)]));
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static HealthSummary.Check Summarize(CheckResult check) => new(check.Name, check.Status, check.Description, check.Milliseconds);

    private static void Write(Utf8JsonWriter json, Report report)
    {
        json.WriteString("status", report.Status.ToString());
        json.WriteNumber("milliseconds", Math.Round(report.Milliseconds, 3));
        json.WriteStartObject("checks");
        foreach (var check in report.Checks)
        {
            json.WriteStartObject(check.Name);
            json.WriteString("status", check.Status.ToString());
            json.WriteString("description", check.Description);
            json.WriteNumber("milliseconds", Math.Round(check.Milliseconds, 3));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
