using System.Net;
using System.Text.Json;
using FamilyCart.ServiceDefaults.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FamilyCart.ServiceDefaults.Tests.Problems;

public sealed class ProblemTests
{
    [Fact]
    public async Task Exception_OfAHandler_BecomesAProblemWithTraceIdAndWithoutItsText()
    {
        await using var service = await TestService.StartAsync(map: app =>
            app.MapGet("/broken", IResult () => throw new InvalidOperationException("Password=hunter2")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/broken");
        request.Headers.Add("traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");

        using var response = await service.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("0123456789abcdef0123456789abcdef", JsonDocument.Parse(text).RootElement.GetProperty("traceId").GetString());
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadRequest_OfTheServer_KeepsItsStatus()
    {
        await using var service = await TestService.StartAsync(map: app =>
            app.MapGet("/large", IResult () => throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge)));

        using var response = await service.Client.GetAsync("/large");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }
}
