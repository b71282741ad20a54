namespace FamilyCart.Api.Suggestions;

/// <summary>Whether anything is suggested at all; may change at any time.</summary>
internal interface IAiFlag
{
    bool IsEnabled { get; }
}
