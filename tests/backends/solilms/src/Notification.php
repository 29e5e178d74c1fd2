<?php

namespace SoliLms;

use Illuminate\Database\Eloquent\Model;

class Notification extends Model
{
    protected $guarded = [];
    protected $casts = ['data' => 'array', 'is_read' => 'boolean'];
}
