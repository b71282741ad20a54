namespace FamilyCart.Gateway.Protection.Origins;

/// <summary>Refuses requests for hosts that this gateway is not, when it was told which it is.</summary>
internal sealed class HostGuard(RequestDelegate next, OriginSettings settings, Refusals refusals)
{
    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host;
        return settings.Hosts.IsEmpty || (host.HasValue && HostNames.Contains(settings.Hosts, host.Host)) ? next(context)
            : host.HasValue ? refusals.RefuseAsync(context, RefusalReason.Host, StatusCodes.Status421MisdirectedRequest, "This host is not served here.")
            : refusals.RefuseAsync(context, RefusalReason.Host, StatusCodes.Status400BadRequest, "The request names no host.");
    }
}
