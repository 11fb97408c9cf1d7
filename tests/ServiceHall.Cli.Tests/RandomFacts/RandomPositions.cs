namespace ServiceHall.Cli.Tests.RandomFacts;

/// <summary>Where a telephone says it is: well inside, on the fence to the centimetre, too vague, or nowhere.</summary>
internal sealed class RandomPositions(Dice dice, RandomPlaces places)
{
    private const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;

    internal (string Latitude, string Longitude, string Accuracy, string Proof) At(string window, int chanceOfGood)
    {
        var site = places.SiteOfWindow.GetValueOrDefault(window, "");
        if (site.Length == 0)
            return dice.OneOf([("", "", "", ""), ("45.6", "122.8", "12.5", "position"), ("", "", "", "code")]);

        var proof = dice.OneOf(["", "position"]);
        if (dice.Percent(chanceOfGood))
        {
            return dice.Percent(10)
                ? ("", "", "", "code")
                : Point(site, dice.Real(0, 0.9) * places.Sites[site].Radius, dice.OneOf(["100", "8", "35.5", "99.99"]), proof);
        }

        var radius = places.Sites[site].Radius;
        var (latitude, longitude, accuracy, _) = Point(
            site, radius + dice.OneOf([0.0, 1, -1]) * dice.OneOf([0.003, 0.0042, 0.0058, 0.02, 3]), "20", proof);
        return dice.Between(0, 6) switch
        {
            0 => (latitude, longitude, "100.5", proof),
            1 => (latitude, longitude, "", proof),
            2 => ("", longitude, accuracy, proof),
            3 => (latitude, "", accuracy, proof),
            4 => (latitude, longitude, "500", "code"),
            _ => (latitude, longitude, accuracy, proof),
        };
    }

    /// <summary>A point that far from the site, in one of the directions or between them.</summary>
    private (string, string, string, string) Point(string site, double metres, string accuracy, string proof)
    {
        var (latitude, longitude, _) = places.Sites[site];
        var direction = metres > 1000 ? 0 : dice.Weighted((1, 0.0), (1, Math.PI / 2), (1, dice.Real(0, 2 * Math.PI)));
        var north = metres * Math.Cos(direction) / MetresPerDegree;
        var east = metres * Math.Sin(direction) / MetresPerDegree / Math.Cos(latitude * Math.PI / 180);
        var meridian = longitude + east;
        meridian = meridian > 180 ? meridian - 360 : meridian < -180 ? meridian + 360 : meridian;
        return (RandomHall.Number(latitude + north), RandomHall.Number(meridian), accuracy, proof);
    }
}
