namespace FamilyCart.Gateway.Tls;

/// <summary>Marks an endpoint that answers on plain http even where http leads to https: those who ask there would not follow.</summary>
internal sealed class PlainHttp
{
    public static readonly PlainHttp Instance = new();
}
