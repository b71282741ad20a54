using FamilyCart.Api.Business;
using FamilyCart.Api.Demo;
using FamilyCart.Api.Features;
using FamilyCart.Api.Housekeeping;
using FamilyCart.Api.Import;
using FamilyCart.Api.OpenApi;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.SystemInfo;

namespace FamilyCart.Api.Composition;

/// <summary>What operators and developers need: true figures, switches, the API's document, data to start from, tidiness.</summary>
internal static class OperationsExtensions
{
    internal static IHostApplicationBuilder AddOperations(this WebApplicationBuilder builder) =>
        builder.AddFeatures().AddSystemInfo().AddOpenApiDocument().AddImport().AddDemo().AddHousekeeping().AddBusiness();

    internal static WebApplication MapOperations(this WebApplication app)
    {
        app.MapSystemInfo();
        app.MapOpenApiDocument();
        app.MapSocketDrain();
        app.MapSmoke();
        return app;
    }
}
