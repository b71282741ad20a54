namespace FamilyCart.Api.SystemInfo;

/// <summary>Whether a request comes from somebody who operates the service, not from a family.</summary>
internal interface IOperatorCheck
{
    bool IsViewer(HttpContext context);
}
