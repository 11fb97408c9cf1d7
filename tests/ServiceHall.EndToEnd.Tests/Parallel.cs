// Two cores are busy enough with one hall, one database and one browser.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
