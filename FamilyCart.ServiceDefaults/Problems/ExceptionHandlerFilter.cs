using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace FamilyCart.ServiceDefaults.Problems;

// In front of every other middleware, so that no exception leaves a service in another shape than problem details.
internal sealed class ExceptionHandlerFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseExceptionHandler();
        next(app);
    };
}
