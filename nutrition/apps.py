from django.apps import AppConfig


class NutritionConfig(AppConfig):
    name = "nutrition"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_migrate, post_save

        from accounts import demo
        from accounts.archive import parts
        from config import seeding
        from exercises.models import Language, License
        from nutrition import models, name_index
        from nutrition.models import freshness

        shown = (models.Ingredient, models.IngredientWeightUnit, models.IngredientImage, models.FoodUnit)
        for model in (*shown, Language, License):
            post_save.connect(freshness.changed, sender=model)
            post_delete.connect(freshness.changed, sender=model)
        post_migrate.connect(name_index.after_migrate, sender=self)
        demo.register("nutrition.demo.DemoFood")
        parts.register("nutrition.archive.ROOM")
        seeding.register("nutrition.seeding.StarterFoods")
