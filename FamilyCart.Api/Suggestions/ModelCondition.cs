namespace FamilyCart.Api.Suggestions;

/// <summary>How a model is.</summary>
internal enum ModelCondition
{
    /// <summary>It can be asked.</summary>
    Ready,

    /// <summary>None is configured.</summary>
    NotConfigured,

    /// <summary>Its server cannot be reached, or does not answer in time.</summary>
    Away,

    /// <summary>Its server answers and does not have it.</summary>
    Missing,

    /// <summary>Its server answers with something else than expected.</summary>
    Faulty,

    /// <summary>It failed so often that nobody asks it for a while.</summary>
    Resting,
}
