"""Trophies with the ids that apps know, who holds them, and the sums they are given for."""

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from decimal import Decimal
from django.conf import settings
from django.core.management.color import no_style
from django.db import migrations, models

from workouts.trophies.rules import ACHIEVEMENTS


def load(apps, schema_editor):
    model = apps.get_model("workouts", "Trophy")
    model.objects.bulk_create(
        [
            model(
                id=each.id,
                uuid=each.uuid,
                name=each.name,
                description=each.description,
                trophy_type=each.kind.value,
                is_hidden=each.is_hidden,
                is_progressive=each.is_progressive,
                is_repeatable=each.is_repeatable,
                order=each.id,
            )
            for each in ACHIEVEMENTS
        ]
    )
    # The next row gets the next id: PostgreSQL's sequences do not notice rows that bring their own.
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [model]):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('workouts', '0002_training'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Trophy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('description', models.CharField(blank=True, max_length=200)),
                ('trophy_type', models.CharField(choices=[('time', 'Time'), ('volume', 'Volume'), ('count', 'Count'), ('sequence', 'Sequence'), ('date', 'Date'), ('pr', 'Record'), ('other', 'Other')], max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('is_hidden', models.BooleanField(default=False)),
                ('is_progressive', models.BooleanField(default=False)),
                ('is_repeatable', models.BooleanField(default=False)),
                ('order', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'trophies',
            },
        ),
        migrations.CreateModel(
            name='TrainingStatistics',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid_utils.compat.uuid7)),
                ('total_weight_lifted', models.DecimalField(decimal_places=4, default=Decimal('0'), help_text='kg', max_digits=20)),
                ('total_workouts', models.PositiveIntegerField(default=0)),
                ('streak', models.PositiveIntegerField(default=0)),
                ('longest_streak', models.PositiveIntegerField(default=0)),
                ('last_workout_date', models.DateField(null=True)),
                ('earliest_workout_time', models.TimeField(null=True)),
                ('latest_workout_time', models.TimeField(null=True)),
                ('weekend_streak', models.PositiveIntegerField(default=0)),
                ('longest_weekend_streak', models.PositiveIntegerField(default=0)),
                ('last_complete_weekend', models.DateField(null=True)),
                ('new_years', models.PositiveIntegerField(default=0, help_text='Sessions on a first of January.')),
                ('comebacks', models.PositiveIntegerField(default=0)),
                ('last_updated', models.DateTimeField(null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'training statistics',
                'constraints': [models.UniqueConstraint(fields=('user', 'uuid'), name='training_statistics_uuid_unique_per_person')],
            },
        ),
        migrations.CreateModel(
            name='UserTrophy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid_utils.compat.uuid7)),
                ('earned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('progress', models.FloatField(default=100)),
                ('is_notified', models.BooleanField(default=False)),
                ('log', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='record', to='workouts.workoutlog')),
                ('trophy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workouts.trophy')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'user trophies',
                'indexes': [models.Index(fields=['user', '-earned_at', 'id'], name='user_trophy_in_default_order')],
                'constraints': [models.UniqueConstraint(fields=('user', 'uuid'), name='user_trophy_uuid_unique_per_person'), models.UniqueConstraint(condition=models.Q(('log', None)), fields=('user', 'trophy'), name='user_trophy_once_unless_for_a_set')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
