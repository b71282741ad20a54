using System.IO.Hashing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The name under which a manifest keeps the value of a choice.</summary>
internal static class ConditionalName
{
    /// <returns><c>cond-CONDITION-HASH</c>, the hash being eight digits that tell choices on one condition apart.</returns>
    public static string Of(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        var expression = (condition as IManifestExpressionProvider)?.ValueExpression ?? "";
        var hash = XxHash32.Hash(Encoding.UTF8.GetBytes($"{expression}{whenTrue.ValueExpression}{whenFalse.ValueExpression}{matchValue}"));
        return $"cond-{expression.Trim('{', '}').Replace('.', '-').ToLowerInvariant()}-{Convert.ToHexStringLower(hash)}";
    }
}
