namespace FamilyCart.Api.SystemInfo;

/// <summary>Whether a request comes from somebody who operates the service, not from a family.</summary>
internal interface IOperatorCheck
{
    ValueTask<bool> IsViewerAsync(HttpContext context);
}
