using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.ServiceDefaults.Health;

internal static class ReportWriter
{
    public static async Task WriteAsync(HttpContext context, Report report)
    {
        context.Response.StatusCode =
            report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";

        var body = Serialize(report);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static byte[] Serialize(Report report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
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
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
