using System.Collections.Frozen;
using FamilyCart.Api.Text;

namespace FamilyCart.Api.Entry;

/// <summary>The words for units in all five languages, folded: small letters without marks.</summary>
internal static class UnitWords
{
    /// <summary>Longer words are no units; nobody needs to look them up.</summary>
    internal const int LongestWord = 20;

    // Unit, then its words. "10*g" counts tens of grams. A word behind + needs no number.
    private const string Table = """
        piece: pc pcs piece pieces ks kus kusy kusu ud uds unidad unidades pieza piezas pce pces stk stck stuck
        dozen: doz dz dozens +dozen +tucet tucty tuctu +docena docenas +douzaine douzaines +dutzend
        pack: pk pack packs packet packets package packages bal balik baliky baliku +baleni +balicek balicky balicku paquete paquetes paquet paquets pckg pkg +packung packungen +packchen +paket pakete
        bottle: btl bottle bottles +lahev lahve lahvi +flaska flasky flasek botella botellas bouteille bouteilles +flasche flaschen
        can: can cans tins +plechovka plechovky plechovek +konzerva konzervy konzerv lata latas canette canettes +dose dosen
        jar: jar jars +sklenice sklenic sklenicka sklenicky sklenicek tarro tarros frasco frascos bocal bocaux pot pots +glas glaser
        box: box boxes carton cartons +krabice krabic +krabicka krabicky krabicek caja cajas boite boites +schachtel schachteln karton kartons kiste kisten
        bag: bag bags +sacek sacky sacku +pytlik pytliky pytliku +pytel pytle pytlu bolsa bolsas sachet sachets sac sacs +beutel +tute tuten
        bunch: bunch bunches +svazek svazky svazku +svazecek manojo manojos botte bottes bouquet bouquets +bund bunde
        slice: slice slices +platek platky platku rebanada rebanadas loncha lonchas rodaja rodajas tranche tranches +scheibe scheiben
        loaf: loaf loaves +bochnik bochniky bochniku +pecen hogaza hogazas miche miches +laib laibe
        head: head heads +hlavka hlavky hlavek hlava hlavy hlav cabeza cabezas tete tetes kopf kopfe
        clove: clove cloves +strouzek strouzky strouzku diente dientes gousse gousses zehe zehen
        roll: roll rolls role roli rolicka rolicky rolicek rollo rollos rouleau rouleaux +rolle rollen
        g: g gr gram grams gramme grammes gramy gramu gramo gramos gramm
        10*g: dkg dag deka deko dekagramu
        kg: kg kgs kilogram kilograms kilogramme kilogrammes kilogramy kilogramu kilogramo kilogramos kilogramm +kilo kilos kila kil
        500*g: livre livres +pfund
        lb: lb lbs pound pounds libra libras liber
        oz: oz ounce ounces unce unci onza onzas unze unzen
        ml: ml milliliter milliliters millilitre millilitres mililitr mililitry mililitru mililitro mililitros
        5*ml: tsp teaspoon teaspoons lzicka lzicky lzicek tl
        15*ml: tbsp tablespoon tablespoons lzice lzic el
        l: l lt ltr +liter liters +litre litres +litr litry litru +litro litros
        500*ml: +pullitr pullitry pullitru
        dl: dl dcl deci decilitr decilitry decilitru deciliter deciliters decilitre decilitres decilitro decilitros deziliter
        cl: cl centilitr centilitry centilitru centiliter centiliters centilitre centilitres centilitro centilitros zentiliter
        fl_oz: floz
        cup: cup cups hrnek hrnky hrnku salek salky salku taza tazas tasse tasses tassen
        pint: pt pint pints pinta pinty pintas pinte pintes
        quart: qt quart quarts kvart kvarty
        gallon: gal gallon gallons galon galony galonu galones gallone gallonen
        m: m metr metry metru meter meters metre metres metro metros
        cm: cm centimetr centimetry centimetru centimeter centimeters centimetre centimetres centimetro centimetros zentimeter
        mm: mm milimetr milimetry milimetru millimeter millimeters millimetre millimetres milimetro milimetros
        ft: ft foot feet stopa stopy pied pieds
        in: inch inches palec palce palcu pulgada pulgadas pouce pouces zoll
        """;

    private static readonly FrozenDictionary<string, UnitWord> _words = Read();

    /// <summary>All units that a word stands for.</summary>
    internal static IEnumerable<string> UnitIds => _words.Values.Select(word => word.UnitId).Distinct();

    /// <summary>Returns what a word stands for, with or without the dot of an abbreviation; null when it is no unit.</summary>
    internal static UnitWord? Find(ReadOnlySpan<char> word)
    {
        var bare = word.TrimEnd('.');
        return bare.Length is 0 or > LongestWord || IsArticle(bare) ? null : _words.GetValueOrDefault(TextFolding.Fold(bare.ToString()));
    }

    /// <summary>The same for a word that is written to its number: "5G" and "3M" are no grams and metres, "12in" is inches.</summary>
    internal static UnitWord? FindGlued(ReadOnlySpan<char> word, decimal number) => word switch
    {
        "G" or "M" when number < 10 => null,
        "in" => Find("inch"),
        _ => Find(word),
    };

    // German spoons are EL and TL in capitals; the Spanish article is not.
    private static bool IsArticle(ReadOnlySpan<char> word) => word is "el" or "El" or "tl" or "Tl";

    private static FrozenDictionary<string, UnitWord> Read()
    {
        var words = new Dictionary<string, UnitWord>(StringComparer.Ordinal);
        foreach (var line in Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var unit = line[..colon].Split('*');
            var multiplier = unit.Length > 1 ? decimal.Parse(unit[0], System.Globalization.CultureInfo.InvariantCulture) : 1;
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                words.Add(word.TrimStart('+'), new UnitWord(unit[^1], multiplier, StandsAlone: word[0] == '+'));
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
